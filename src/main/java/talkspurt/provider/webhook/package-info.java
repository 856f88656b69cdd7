/** Agents that are a web service of the user's own: a turn is posted, and the answer spoken. */
package talkspurt.provider.webhook;
