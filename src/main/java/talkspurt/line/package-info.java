/** The port to telephone lines: what they bring and what they take. Adapters are below. */
package talkspurt.line;
