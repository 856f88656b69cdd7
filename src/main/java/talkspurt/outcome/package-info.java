/** How calls came out: what of it their agents told, what a model is asked after the call, goals, and who is told. */
package talkspurt.outcome;
