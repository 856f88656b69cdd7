/** Events for others' programs: the webhooks they are posted to, and what is removed when it is old. */
package talkspurt.events;
