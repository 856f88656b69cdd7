/** Recordings of calls: caller and bot, a track each, written to files while the call runs. */
package talkspurt.recording;
