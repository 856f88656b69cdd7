/** Recorded calls, heard again faster than they were: for scores, for training and for operators. */
package talkspurt.replay;
