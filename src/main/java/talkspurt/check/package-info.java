/**
 * The command's part that asks the providers of a profile, each by itself, and tells what they
 * answer.
 */
package talkspurt.check;
