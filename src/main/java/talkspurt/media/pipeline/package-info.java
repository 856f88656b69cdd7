/**
 * The fused stream of a line and its stages: hearing, turns, transcription, faults of the audio.
 */
package talkspurt.media.pipeline;
