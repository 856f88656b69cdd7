/** Numbers by Google's libphonenumber: which can exist, and which time zones they may be in. */
package talkspurt.outbound.e164;
