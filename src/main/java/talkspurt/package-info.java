/** Talkspurt, a telephony voice engine for Asterisk. */
package talkspurt;
