/** Who may connect, and how many at once. */
package talkspurt.access;
