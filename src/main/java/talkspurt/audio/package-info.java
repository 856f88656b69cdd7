/** Sound: frames, rates, levels, echo and voice. Pure; time is the count of samples. */
package talkspurt.audio;
