/** Whose turn it is to speak. Pure; time is the count of 20 ms frames. */
package talkspurt.turn;
