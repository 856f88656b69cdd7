/** Reads the settings, and makes what they name. */
package talkspurt.boot.config;
