/** Voices that are programs of this machine: espeak-ng, flite, piper, or any that writes sound. */
package talkspurt.provider.command;
