/** What the scripts of the default theme share between them. */
declare var trustbridge: Record<string, any>;
interface Window {
  trustbridge: Record<string, any>;
}
