/** The trace beside a recording: what hearing made of each frame of a line, and what was decided and played. */
package talkspurt.trace;
