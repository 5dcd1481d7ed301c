package dealpayouts.remote;

/** A call that a route wanted to make and that is not sent, because it could move money or give a secret away. */
public final class RefusedCallException extends RuntimeException {

    RefusedCallException(String why) {
        super(why);
    }
}
