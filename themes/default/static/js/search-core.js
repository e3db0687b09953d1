// What search-more.js takes from search.js: they are loaded apart, each inside a function of its own.

/** @type {typeof searchCore} */
const core = trustbridge.core;
