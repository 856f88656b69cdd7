/** Pure: keys that what is kept of a call is encrypted under. */
package talkspurt.privacy;
