/** Tools behind HTTP: declared in the settings by JSON Schema, run by one request each. */
package talkspurt.provider.httptool;
