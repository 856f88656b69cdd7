/**
 * Control of Asterisk: the port, and what is told to it. Without a host in the settings nothing of this is there, and
 * the dialplan asks over HTTP what comes next.
 */
package talkspurt.exchange;
