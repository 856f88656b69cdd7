/**
 * What a call is and may become: states, events, requests and verdicts. Pure; knows no clock, no
 * actor and no audio.
 */
package talkspurt.call;
