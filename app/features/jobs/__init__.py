"""Jobs: work behind the scenes, exactly recorded. The database knows what is due; Redis only wakes workers."""
