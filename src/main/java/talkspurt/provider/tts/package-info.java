/** What several synthesizers share. */
package talkspurt.provider.tts;
