/** Starting: the command line, the settings, and what is wired to what. */
package talkspurt.boot;
