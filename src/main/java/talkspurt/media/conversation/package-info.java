/**
 * The actor of a line: finds its call, runs its dialogue and its tools, and reports to the
 * durable half.
 */
package talkspurt.media.conversation;
