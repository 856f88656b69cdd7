/** The settings of the live half. */
package talkspurt.media.settings;
