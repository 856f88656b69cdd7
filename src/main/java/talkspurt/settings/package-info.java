/** What settings of all packages are held to. */
package talkspurt.settings;
