/** Callers for whom there is no place: they hear so, and are let go or wait for one. */
package talkspurt.media.busy;
