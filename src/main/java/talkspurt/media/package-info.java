/**
 * The live half of a call: one fused stream of sound beside the socket, and the actor that tells it
 * what to say and tells the durable half what happened. Start at {@link
 * talkspurt.media.pipeline.VoicePipeline}.
 */
package talkspurt.media;
