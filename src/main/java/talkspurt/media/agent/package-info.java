/** The cascade: transcriber, agent and synthesizer, one after the other. */
package talkspurt.media.agent;
