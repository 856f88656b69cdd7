/** Pure: who answered a call that Talkspurt placed, told by sound. */
package talkspurt.answering;
