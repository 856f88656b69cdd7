/** Who answers a call, and how: what a profile of the settings becomes. */
package talkspurt.media.profile;
