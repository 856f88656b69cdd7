/** The command that asks an engine and its Asterisk what is wrong, and says what to do about it. */
package talkspurt.doctor;
