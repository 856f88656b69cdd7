/** What several speech-to-speech bots share. */
package talkspurt.provider.bot;
