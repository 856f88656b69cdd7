/** What several agents share: sentences of a reply, what can be spoken of it, fallbacks. */
package talkspurt.provider.agent;
