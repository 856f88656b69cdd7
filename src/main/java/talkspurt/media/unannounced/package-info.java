/** Lines that name a call which nobody announced: they wait for its call start, and cost next to nothing. */
package talkspurt.media.unannounced;
