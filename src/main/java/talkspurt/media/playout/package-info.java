/**
 * What is played to the caller: the buffer, its clock, what was really heard, and the echo
 * reference.
 */
package talkspurt.media.playout;
