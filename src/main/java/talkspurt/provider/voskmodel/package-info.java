/** Speech to text by a Vosk model in this process. */
package talkspurt.provider.voskmodel;
