/** Who wants to be told of something. Order of telling is the order of listening. */
export class Listeners<News> {
  #all = new Set<(news: News) => void>();

  /** Begins to listen; the returned function ends it. */
  add(listener: (news: News) => void): () => void {
    this.#all.add(listener);
    return () => this.#all.delete(listener);
  }

  tell(news: News): void {
    for (const listener of this.#all) listener(news);
  }
}
