package dealpayouts.kommo;

/**
 * The Kommo account that a delivery says it comes from (Kommo reference §3.3). Anybody can write that, so it is only
 * good for refusing what names another account.
 *
 * @param id the account's id, {@code null} when the delivery has none that can be read
 * @param subdomain the account's name in its address, {@code null} when the delivery has none that can be read
 */
public record Account(Long id, String subdomain) {}
