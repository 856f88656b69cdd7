/** Pure: text that came from outside the process, made safe to keep, to send and to log. */
package talkspurt.text;
