/** What a node does before it is ready, so that its first callers are served as fast as later ones. */
package talkspurt.boot.warmup;
