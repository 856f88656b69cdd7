/** What agents know beside their prompt: documents, in passages that are found by their meaning. */
package talkspurt.provider.knowledge;
