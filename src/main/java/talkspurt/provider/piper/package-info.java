/** Text to speech by Piper's HTTP server. */
package talkspurt.provider.piper;
