/**
 * The durable half of a call: the entity that journals what a call's state grants, its shards, and
 * the log of calls. Knows no audio.
 */
package talkspurt.control;
