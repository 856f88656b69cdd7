/** The media loops: a thread a core that reads, hears, decides, plays and writes for its lines. */
package talkspurt.loop;
