/** Why a connection is not even tried; apart from it, because the door of a session needs to know this and no socket. */

/** No token to be had: connecting again is useless until the user logs in or joins again. */
export class NoToken extends Error {}
