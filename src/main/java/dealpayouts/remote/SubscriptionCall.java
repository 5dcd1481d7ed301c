package dealpayouts.remote;

/** What a call to Kommo or Wise has to do with what they send to us by themselves; {@link SubscriptionGuard} judges it. */
enum SubscriptionCall {
    /** Nothing. */
    NONE,
    /** Has Kommo send what happens to deals. */
    KOMMO_WEBHOOK,
    /** Shows what Wise sends to whom. */
    LIST,
    /** Has Wise send events. */
    SUBSCRIPTION,
    /** Ends a subscription. */
    REMOVAL
}
