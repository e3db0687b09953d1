/** What the scripts of the default theme share between them. */
declare var trustbridge: Record<string, any>;
interface Window {
  trustbridge: Record<string, any>;
}
/** A message of the words file: a text with placeholders, or forms of which the value of the placeholder `by` takes one. */
type ScriptMessage = string | { by: string; other: ScriptMessage };
/** The messages that a script says, which the build puts before it. */
declare const siteWords: Record<string, ScriptMessage>;
