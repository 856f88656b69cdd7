/** Speech that works offline, with nothing installed: sphinx4, freetts, and a script. English. */
package talkspurt.provider.embedded;
