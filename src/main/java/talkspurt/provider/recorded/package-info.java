/** Speech that is there already: recordings of what is always said, and syntheses of before. */
package talkspurt.provider.recorded;
