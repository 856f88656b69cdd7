/** Speech to speech: a bot that hears and speaks for itself. */
package talkspurt.media.bot;
