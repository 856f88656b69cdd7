/** Recordings in a bucket: brought there after the call, read from there, and deleted. */
package talkspurt.recording.bucket;
